package io.github.camelclaid.client;

import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;

/** {@code Authorization: Bearer}, whose value goes to the wire and whose text, which the HTTP client logs, hides it. */
record BearerHeader(String key) implements Header {

    @Override
    public String getName() {
        return HttpHeaders.AUTHORIZATION;
    }

    @Override
    public String getValue() {
        return "Bearer " + key;
    }

    @Override
    public boolean isSensitive() {
        return true;
    }

    @Override
    public String toString() {
        return "Authorization: Bearer ***";
    }
}
