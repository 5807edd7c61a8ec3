package io.github.camelclaid.simulator.cli;

import io.github.camelclaid.simulator.quota.Window;
import io.github.camelclaid.simulator.script.Profile;
import io.github.camelclaid.simulator.script.Script;
import io.github.camelclaid.simulator.script.Timing;
import io.github.camelclaid.simulator.storage.S3Bucket;
import io.github.camelclaid.simulator.webhook.SignatureEncoding;
import io.github.camelclaid.simulator.webhook.Webhook;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the values of options are read. What is wrong with one is said behind the name of its option. */
final class Values {

    private static final String HOST = "[\\w.:-]{1,253}";

    private Values() {}

    /** A value that something else can read, which says what is wrong with it. */
    private static <T> T read(String text, ITypeConverter<T> reader) {
        try {
            return reader.convert(text);
        } catch (TypeConversionException e) {
            throw e;
        } catch (Exception e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static TypeConversionException not(String allowed, String text) {
        return new TypeConversionException("must be " + allowed + ", not '" + text + "'");
    }

    private static long whole(String text, long least, long most, String allowed) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw not(allowed, text);
    }

    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) whole(text, 0, 65535, "a number from 0 to 65535");
        }
    }

    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return whole(text, Long.MIN_VALUE, Long.MAX_VALUE, "a whole number");
        }
    }

    static final class Count implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return whole(text, 1, Long.MAX_VALUE, "a whole number above 0");
        }
    }

    /** {@code 500KiB}, {@code 100MiB}, {@code 4GiB} or a plain number. */
    static final class Bytes implements ITypeConverter<Long> {

        private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,8}|[1-9]\\d{0,17}(?![KMG]))(KiB|MiB|GiB)?");
        private static final List<String> UNITS = List.of("KiB", "MiB", "GiB");

        @Override
        public Long convert(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                throw not("a number of bytes such as 5000, 500KiB, 100MiB or 4GiB", text);
            }
            int power = matcher.group(2) == null ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
            return Long.parseLong(matcher.group(1)) << (10 * power);
        }
    }

    static final class SpeedFactor implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            if (!text.matches("\\d{1,6}(\\.\\d{1,6})?") || Double.parseDouble(text) == 0) {
                throw not("a number above 0, such as 20 or 0.5", text);
            }
            return Double.parseDouble(text);
        }
    }

    static final class Time implements ITypeConverter<Timing> {
        @Override
        public Timing convert(String text) {
            return read(text, Timing::parse);
        }
    }

    static final class ProfileName implements ITypeConverter<Profile> {
        @Override
        public Profile convert(String text) {
            return read(text, Profile::named);
        }
    }

    static final class Quota implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            read(text, Window::parseAll);
            return text;
        }
    }

    static final class Rule implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                new Script(0).add(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + " (--help-rules lists everything)");
            }
            return text;
        }
    }

    /** An address of this machine to listen on. */
    static final class Address implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                InetAddress.getByName(text);
                return text;
            } catch (UnknownHostException e) {
                throw not("the name or address of this machine, such as 127.0.0.1 or 0.0.0.0", text);
            }
        }
    }

    static final class HostName implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!text.matches(HOST)) {
                throw not("a host such as images.example.com, without http:// and path", text);
            }
            return text;
        }
    }

    static final class HttpAddress implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            if (text.matches("https?://[^/].*")) {
                return read(text, URI::create);
            }
            throw not("an http(s) address", text);
        }
    }

    /** Its path may be a secret, so it is not repeated. */
    static final class WebhookAddress implements ITypeConverter<Webhook> {
        @Override
        public Webhook convert(String text) {
            if (!text.matches("https?://[^/].*")) {
                throw new TypeConversionException("must be an http(s) address");
            }
            return read(text, address -> Webhook.to(URI.create(address)));
        }
    }

    static final class Encoding implements ITypeConverter<SignatureEncoding> {
        @Override
        public SignatureEncoding convert(String text) {
            return Arrays.stream(SignatureEncoding.values())
                    .filter(known -> known.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> not("one of " + Arrays.toString(SignatureEncoding.values()), text));
        }
    }

    static final class Versions implements ITypeConverter<List<String>> {
        @Override
        public List<String> convert(String text) {
            if (!text.matches("\\w[\\w.-]*(,\\w[\\w.-]*)*")) {
                throw not("versions such as v1-beta1,v1", text);
            }
            return Arrays.asList(text.split(","));
        }
    }

    /**
     * A storage, in a folder or in a bucket.
     *
     * @param folder null for a bucket
     * @param bucket null for a folder
     */
    record Storage(String name, Path folder, S3Bucket bucket) {}

    static final class StorageText implements ITypeConverter<Storage> {

        private static final String S3 = "s3://";

        @Override
        public Storage convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw not("name=folder or name=s3://bucket/path", text);
            }
            String name = text.substring(0, equals);
            String place = text.substring(equals + 1);
            return place.startsWith(S3)
                    ? new Storage(name, null, bucket(place))
                    : new Storage(name, folder(place), null);
        }

        private static S3Bucket bucket(String place) {
            String[] parts = place.substring(S3.length()).split("/", 2);
            if (parts[0].isEmpty()) {
                throw new TypeConversionException("'" + place + "' names no bucket, expected s3://bucket/path");
            }
            S3Bucket bucket = S3Bucket.named(parts[0]);
            return parts.length == 1 ? bucket : bucket.below(parts[1]);
        }
    }

    /** A folder whose files are what lies at that host. */
    record StandIn(String host, Path folder) {}

    static final class StandInText implements ITypeConverter<StandIn> {
        @Override
        public StandIn convert(String text) {
            String[] parts = text.split("=", 2);
            if (parts.length < 2 || !parts[0].matches(HOST)) {
                throw not("host=folder, such as cdn.shop.example=pictures", text);
            }
            return new StandIn(parts[0], folder(parts[1]));
        }
    }

    private static Path folder(String place) {
        Path folder = read(place, Path::of);
        if (!Files.isDirectory(folder)) {
            throw new TypeConversionException("there is no folder '" + place + "'");
        }
        return folder;
    }
}
