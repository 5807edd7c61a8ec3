package io.github.camelclaid.springboot;

/** A property that does not exist. Its value, which may be a key, is not told. */
final class UnknownPropertyException extends RuntimeException {

    private final String description;
    private final String cure;

    UnknownPropertyException(String description, String cure) {
        super(description + " " + cure);
        this.description = description;
        this.cure = cure;
    }

    /** What is wrong, and where. */
    String description() {
        return description;
    }

    /** What was probably meant, and what is allowed. */
    String cure() {
        return cure;
    }
}
