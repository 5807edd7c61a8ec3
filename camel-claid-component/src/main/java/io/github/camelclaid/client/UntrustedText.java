package io.github.camelclaid.client;

/** Text from the network on its way into a message or a log line. */
public final class UntrustedText {

    private UntrustedText() {}

    /**
     * One line of at most {@code most} characters: control and invisible formatting characters become spaces, runs of
     * space become one. Null stays null.
     */
    public static String line(String text, int most) {
        if (text == null) {
            return null;
        }
        StringBuilder line = new StringBuilder(Math.min(text.length(), most) + 1);
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            if (isInvisible(character)) {
                space = line.length() > 0;
                continue;
            }
            if (line.length() + Character.charCount(character) + (space ? 1 : 0) > most) {
                return line.append('…').toString();
            }
            if (space) {
                line.append(' ');
                space = false;
            }
            line.appendCodePoint(character);
        }
        return line.toString();
    }

    static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
