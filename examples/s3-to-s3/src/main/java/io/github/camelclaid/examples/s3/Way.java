package io.github.camelclaid.examples.s3;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;

/** How pictures get from bucket to bucket. */
enum Way {
    PRESIGNED("presigned", "put-result", "remove-source"),
    ZERO_COPY("zero-copy", "remove-source"),
    UPLOAD("upload", "put-result", "remove-source");

    private final List<String> routes;

    Way(String... routes) {
        this.routes = List.of(routes);
    }

    /** @throws IllegalArgumentException if there is no such way; its message says which there are */
    static Way named(String name) {
        return Arrays.stream(values())
                .filter(way -> way.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("s3.way is \"" + name + "\", allowed: "
                        + Arrays.stream(values()).map(Way::toString).collect(Collectors.joining(", "))));
    }

    /** Names of the files that hold its routes. */
    List<String> yaml() {
        return routes.stream().map(route -> route + ".camel.yaml").toList();
    }

    /** The same routes. */
    List<RouteBuilder> java() {
        return switch (this) {
            case PRESIGNED -> List.of(new PresignedRoute(), new PutResultRoute(), new RemoveSourceRoute());
            case ZERO_COPY -> List.of(new ZeroCopyRoute(), new RemoveSourceRoute());
            case UPLOAD -> List.of(new UploadRoute(), new PutResultRoute(), new RemoveSourceRoute());
        };
    }

    @Override
    public String toString() {
        return routes.get(0);
    }
}
