package io.github.camelclaid.simulator.edit;

/** How the result is encoded. */
sealed interface OutputFormat {

    /** As the API names it. */
    String type();

    /** Whether it can have four inks for channels. */
    default boolean keepsCmyk() {
        return false;
    }

    /** Whether it keeps alpha. */
    default boolean keepsAlpha() {
        return true;
    }

    /** @param quality 1 to 100 */
    record Jpeg(int quality, boolean progressive) implements OutputFormat {
        @Override
        public String type() {
            return "jpeg";
        }

        @Override
        public boolean keepsCmyk() {
            return true;
        }

        @Override
        public boolean keepsAlpha() {
            return false;
        }
    }

    /** @param effort {@code fast}, {@code optimal} or {@code best} */
    record Png(String effort) implements OutputFormat {
        @Override
        public String type() {
            return "png";
        }
    }

    /** @param quality 1 to 100, of lossy ones */
    record Webp(boolean lossless, int quality) implements OutputFormat {
        @Override
        public String type() {
            return "webp";
        }
    }

    /** @param quality 1 to 100, of lossy ones */
    record Avif(boolean lossless, int quality) implements OutputFormat {
        @Override
        public String type() {
            return "avif";
        }
    }

    /** @param quality 1 to 100, of lossy ones, which are JPEG inside; lossless is LZW */
    record Tiff(boolean lossless, int quality) implements OutputFormat {
        @Override
        public String type() {
            return "tiff";
        }

        @Override
        public boolean keepsCmyk() {
            return lossless;
        }

        @Override
        public boolean keepsAlpha() {
            return lossless;
        }
    }
}
