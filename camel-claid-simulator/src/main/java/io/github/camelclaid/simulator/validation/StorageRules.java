package io.github.camelclaid.simulator.validation;

import static io.github.camelclaid.simulator.validation.ObjectRule.object;
import static io.github.camelclaid.simulator.validation.Rules.address;
import static io.github.camelclaid.simulator.validation.Rules.oneOf;
import static io.github.camelclaid.simulator.validation.Rules.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.storage.StorageType;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** The rules of storages. Parameters must be those of the type, which the published schema does not look at. */
final class StorageRules {

    private static final Rule NAME = Rules.pattern(
            Pattern.compile("[^\\s/\\p{Cntrl}]{1,50}"), "a name of 1 to 50 characters without spaces and slashes");

    /** Some names of buckets would lead the AWS SDK to other servers. */
    private static final Rule BUCKET = Rules.pattern(
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,254}"),
            "the name of a bucket: letters, digits, dots, dashes and underscores");

    private static final Rule PATH = text().then((path, value, findings) -> {
        if (List.of(value.asText().split("/")).contains("..")) {
            findings.add(path, "must not lead out of the bucket");
        }
    });

    private static final Rule SECRET = text(1, Integer.MAX_VALUE);

    private static final Rule BUCKET_PARAMETERS = object().must("bucket", BUCKET)
            .may("path", PATH)
            .must("credentials", object().must("access_key", SECRET).must("secret_access_key", SECRET));

    private static final Rule BASE_URL = address("http", "https").then((path, value, findings) -> {
        if (!isFolder(value.asText())) {
            findings.add(path, "must be an http(s) address without user, query and fragment");
        }
    });

    private static final Rule WEB_FOLDER_PARAMETERS = object().must("base_url", BASE_URL)
            .may("bucket", ofBuckets())
            .may("path", ofBuckets())
            .may("credentials", ofBuckets())
            .orOthers();

    private StorageRules() {}

    static Rule rename() {
        return object().may("name", NAME);
    }

    static Rule storage() {
        Rule type = oneOf(StorageType.names().toArray(String[]::new));
        return (path, value, findings) -> object().must("name", NAME)
                .must("type", type)
                .must("parameters", parameters(value.path("type")))
                .check(path, value, findings);
    }

    private static Rule parameters(JsonNode type) {
        if (!type.isTextual() || !StorageType.names().contains(type.asText())) {
            // that is said of the type already
            return (path, value, findings) -> {};
        }
        return StorageType.of(type.asText()) == StorageType.WEB_FOLDER ? WEB_FOLDER_PARAMETERS : BUCKET_PARAMETERS;
    }

    private static Rule ofBuckets() {
        return (path, value, findings) -> findings.add(path, "is for s3 and gcs, not for a web_folder");
    }

    private static boolean isFolder(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
