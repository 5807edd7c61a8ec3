package io.github.camelclaid.transfer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Blocks of addresses that are not of the public internet, after IANA's special-purpose registries. */
final class ReservedAddress {

    private static final List<Block> BLOCKS = List.of(
            new Block("an unspecified", "0.0.0.0", 8),
            new Block("a loopback", "127.0.0.0", 8),
            new Block("a private", "10.0.0.0", 8),
            new Block("a private", "172.16.0.0", 12),
            new Block("a private", "192.168.0.0", 16),
            new Block("a metadata", "169.254.169.254", 32),
            new Block("a metadata", "168.63.129.16", 32),
            new Block("a link-local", "169.254.0.0", 16),
            new Block("a carrier-internal", "100.64.0.0", 10),
            new Block("a reserved", "192.0.0.0", 24),
            new Block("a reserved", "198.18.0.0", 15),
            new Block("a multicast", "224.0.0.0", 4),
            new Block("a reserved", "240.0.0.0", 4),
            new Block("an unspecified", "::", 128),
            new Block("a loopback", "::1", 128),
            new Block("a link-local", "fe80::", 10),
            new Block("a private", "fec0::", 10),
            new Block("a unique-local", "fc00::", 7),
            new Block("a multicast", "ff00::", 8));

    private static final List<Embedding> EMBEDDINGS = List.of(
            new Embedding(new Block("mapped", new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0}, 96), 12),
            new Embedding(new Block("compatible", "::", 96), 12),
            new Embedding(new Block("NAT64", "64:ff9b::", 96), 12),
            new Embedding(new Block("6to4", "2002::", 16), 2));

    private ReservedAddress() {}

    /** What {@code address} is, with an article; empty if it is public. */
    static Optional<String> kindOf(InetAddress address) {
        return kindOf(address.getAddress());
    }

    private static Optional<String> kindOf(byte[] address) {
        Optional<String> kind = BLOCKS.stream()
                .filter(block -> block.contains(address))
                .map(Block::kind)
                .findFirst();
        return kind.isPresent()
                ? kind
                : EMBEDDINGS.stream()
                        .filter(embedding -> embedding.block().contains(address))
                        .flatMap(embedding -> kindOf(embedding.inner(address)).stream())
                        .findFirst();
    }

    /** Addresses that begin with the same bits. */
    private record Block(String kind, byte[] first, int bits) {

        Block(String kind, String first, int bits) {
            this(kind, parse(first), bits);
        }

        boolean contains(byte[] address) {
            if (address.length != first.length) {
                return false;
            }
            int whole = bits / 8;
            if (!Arrays.equals(address, 0, whole, first, 0, whole)) {
                return false;
            }
            int mask = 0xff00 >> bits % 8 & 0xff;
            return bits % 8 == 0 || (address[whole] & mask) == (first[whole] & mask);
        }
    }

    /** IPv6 addresses that hold one of IPv4. */
    private record Embedding(Block block, int offset) {

        byte[] inner(byte[] address) {
            return Arrays.copyOfRange(address, offset, offset + 4);
        }
    }

    private static byte[] parse(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal, e);
        }
    }
}
