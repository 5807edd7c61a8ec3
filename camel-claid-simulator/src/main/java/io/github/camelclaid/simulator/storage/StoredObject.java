package io.github.camelclaid.simulator.storage;

/**
 * An object that has been written, as the API tells it.
 *
 * @param scheme of the URIs of its kind of storage
 * @param bucket the bucket that the storage stands for; of a folder, the storage's name
 * @param key its key in that bucket
 * @param address its address below the storage
 */
public record StoredObject(String scheme, String bucket, String key, StorageAddress address) {

    /** Bucket and key as a URI. */
    public String uri() {
        return scheme + "://" + bucket + "/" + StorageAddress.encoded(key);
    }
}
