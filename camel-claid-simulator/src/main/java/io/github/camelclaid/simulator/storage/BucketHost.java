package io.github.camelclaid.simulator.storage;

import java.net.URI;

/**
 * Where the buckets are that storages made over the API name. Without endpoint and region they are nowhere, so that
 * nobody's bucket is ever asked by mistake.
 *
 * @param endpoint null for AWS's own, if there is a region
 * @param region null for the default one of the endpoint
 */
public record BucketHost(URI endpoint, String region) {

    Storages.Settings place(Definition.Bucket bucket) {
        if (endpoint == null && region == null) {
            return new Nowhere(bucket);
        }
        S3Bucket here = S3Bucket.named(bucket.bucket());
        here = endpoint == null ? here : here.at(endpoint);
        here = region == null ? here : here.in(region);
        return here.changedTo(bucket);
    }

    /** A bucket that cannot be asked. */
    record Nowhere(Definition.Bucket bucket) implements Storages.Settings {

        @Override
        public Storage open(String storage) {
            throw new IllegalStateException("Bucket " + bucket.bucket() + " of storage " + storage
                    + " is nowhere: start the simulator with s3Endpoint or s3Region"
                    + " (on the command line --s3-endpoint or --s3-region)");
        }
    }
}
