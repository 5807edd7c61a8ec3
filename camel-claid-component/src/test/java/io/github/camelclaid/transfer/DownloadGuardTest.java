package io.github.camelclaid.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadGuardTest {

    private static final DownloadGuard GUARD = new DownloadGuard(URI.create("https://api.claid.ai"));
    private static final DownloadGuard LOCAL = new DownloadGuard(URI.create("http://localhost:8080/base"));

    @ParameterizedTest(name = "{0} is {1} address")
    @CsvSource({
        "127.0.0.1, a loopback",
        "127.9.9.9, a loopback",
        "0.0.0.0, an unspecified",
        "0.1.2.3, an unspecified",
        "10.1.2.3, a private",
        "172.16.0.1, a private",
        "172.31.255.255, a private",
        "192.168.1.1, a private",
        "169.254.1.1, a link-local",
        "169.254.169.254, a metadata",
        "168.63.129.16, a metadata",
        "100.64.0.1, a carrier-internal",
        "100.100.100.200, a carrier-internal",
        "100.127.255.255, a carrier-internal",
        "192.0.0.192, a reserved",
        "198.18.0.1, a reserved",
        "224.0.0.1, a multicast",
        "239.255.255.255, a multicast",
        "240.0.0.1, a reserved",
        "255.255.255.255, a reserved",
        "::, an unspecified",
        "::1, a loopback",
        "fe80::1, a link-local",
        "febf::1, a link-local",
        "fec0::1, a private",
        "fc00::1, a unique-local",
        "fd00:ec2::254, a unique-local",
        "ff02::1, a multicast",
        "::ffff:10.0.0.1, a private",
        "::127.0.0.1, a loopback",
        "64:ff9b::7f00:1, a loopback",
        "64:ff9b::a9fe:a9fe, a metadata",
        "2002:c0a8:101::, a private",
    })
    void addressesOutsideThePublicInternetAreRefused(String address, String kind) throws Exception {
        InetAddress resolved = InetAddress.getByName(address);

        assertThat(ReservedAddress.kindOf(resolved)).contains(kind);
        assertThatThrownBy(() -> GUARD.check("cdn.example", 443, resolved))
                .isInstanceOf(RefusedAddressException.class)
                .hasMessage("resolves to " + kind + " address");
        assertThatCode(() -> new DownloadGuard(GUARD.baseUrl(), 1, true).check("cdn.example", 443, resolved))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "169.253.0.1",
                "192.167.1.1",
                "223.255.255.255",
                "2606:4700::1",
                "64:ff9b::808:808",
                "2002:808:808::"
            })
    void publicAddressesAreRead(String address) throws Exception {
        assertThat(ReservedAddress.kindOf(InetAddress.getByName(address))).isEmpty();
    }

    @Test
    void anIpv4AddressMappedIntoIpv6IsUnwrapped() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = 10;
        // Java unwraps it by itself when asked for any address, but not for this class
        assertThat(ReservedAddress.kindOf(java.net.Inet6Address.getByAddress("x", mapped, -1)))
                .contains("a private");
    }

    @Test
    void oneRefusedAddressAmongSeveralIsEnough() throws Exception {
        InetAddress good = InetAddress.getByName("8.8.8.8");
        InetAddress bad = InetAddress.getByName("10.0.0.1");

        assertThatThrownBy(() -> GUARD.check("cdn.example", 443, good, bad))
                .isInstanceOf(RefusedAddressException.class);
    }

    @Test
    void theBaseUrlsOwnHostAndPortMayBePrivate() throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");

        assertThatCode(() -> LOCAL.check("LOCALHOST", 8080, loopback)).doesNotThrowAnyException();
        assertThatThrownBy(() -> LOCAL.check("localhost", 8081, loopback)).isInstanceOf(RefusedAddressException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://cdn.example/a", "HTTPS://cdn.example:8443/a?b", "http://localhost:8080/a"})
    void theseUrlsAreRead(String url) {
        assertThatCode(() -> LOCAL.check(URI.create(url))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cdn.example/a?secret",
                "http://localhost/a?secret",
                "http://localhost:8081/a?secret",
                "ftp://cdn.example/a?secret",
                "file:///etc/passwd?secret",
                "jar:https://cdn.example/a!/?secret",
                "https://user:secret@cdn.example/a",
                "https:///a?secret",
                "/a?secret"
            })
    void theseUrlsAreRefusedWithoutQuotingThem(String url) {
        assertThatThrownBy(() -> LOCAL.check(URI.create(url)))
                .isInstanceOf(ClaidDownloadException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void plainHttpToTheBaseUrlsHostNeedsAPlainBaseUrl() {
        assertThatThrownBy(() -> GUARD.check(URI.create("http://api.claid.ai:443/a")))
                .isInstanceOf(ClaidDownloadException.class)
                .hasMessage("The result at api.claid.ai is refused: only https is read, not http");
    }
}
