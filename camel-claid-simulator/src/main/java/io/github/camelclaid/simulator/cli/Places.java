package io.github.camelclaid.simulator.cli;

import io.github.camelclaid.simulator.ClaidSimulatorBuilder;
import io.github.camelclaid.simulator.storage.S3Bucket;
import java.net.URI;
import java.util.List;
import picocli.CommandLine.Option;

/** Where pictures come from and go to. */
final class Places {

    @Option(
            names = "--storage",
            paramLabel = "<name=place>",
            converter = Values.StorageText.class,
            description = {
                "storage://name/... is that folder, or s3://bucket/path: that bucket from that path, with",
                "the credentials that the AWS SDK finds, for instance AWS_ACCESS_KEY_ID and",
                "AWS_SECRET_ACCESS_KEY in the environment. May be repeated"
            })
    private List<Values.Storage> storages = List.of();

    @Option(
            names = "--s3-endpoint",
            paramLabel = "<url>",
            converter = Values.HttpAddress.class,
            description = "The server of all buckets, of storages that are made over the API too. Default: AWS")
    private URI endpoint;

    @Option(
            names = "--s3-region",
            paramLabel = "<name>",
            description = "Of buckets. Default: AWS_REGION; with --s3-endpoint us-east-1")
    private String region;

    @Option(
            names = "--allow-host",
            paramLabel = "<name>",
            converter = Values.HostName.class,
            description = "Inputs may be fetched from there, not only from this machine. May be repeated")
    private List<String> allowedHosts = List.of();

    @Option(
            names = "--stand-in",
            paramLabel = "<host=folder>",
            converter = Values.StandInText.class,
            description = "Inputs at that host are the files below that folder. May be repeated")
    private List<Values.StandIn> standIns = List.of();

    void apply(ClaidSimulatorBuilder settings) {
        allowedHosts.forEach(settings::allowHost);
        standIns.forEach(standIn -> settings.standIn(standIn.host(), standIn.folder()));
        if (endpoint != null) {
            settings.s3Endpoint(endpoint);
        }
        if (region != null) {
            settings.s3Region(region);
        }
        for (Values.Storage storage : storages) {
            if (storage.folder() != null) {
                settings.storage(storage.name(), storage.folder());
            } else {
                settings.storage(storage.name(), located(storage.bucket()));
            }
        }
    }

    private S3Bucket located(S3Bucket bucket) {
        S3Bucket there = endpoint == null ? bucket : bucket.at(endpoint);
        return region == null ? there : there.in(region);
    }
}
