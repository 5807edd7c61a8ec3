package io.github.camelclaid.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Outcome;
import io.github.camelclaid.simulator.script.Timing;
import java.awt.Color;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The page at / in a real browser, where Debian's {@code chromium} and {@code chromium-driver} are installed. */
class PageInBrowserTest {

    private static final File BROWSER = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");

    /** What a hostile client might have named its pictures. None of it can be read, so the tasks fail, and say why. */
    private static final List<String> HOSTILE = List.of(
            "storage://shop/<script>window.struck=1</script>",
            "storage://<img/src=x/onerror=window.struck=2>/shoe.png",
            "http://\"><svg/onload=window.struck=3>/shoe.png",
            "http://javascript:window.struck=4",
            "https://shop.example/#'\"><script>window.struck=5</script>",
            "http://127.0.0.1:1/data:text/html,%3Cscript%3Ewindow.struck=6%3C/script%3E",
            "storage://shop/\u202Egnp.exe\u2066",
            "storage://shop/" + "a".repeat(4000) + ".png");

    @TempDir
    Path shop;

    private ClaidSimulator simulator;
    private Client client;
    private ChromeDriver browser;

    @BeforeAll
    static void needsABrowser() {
        assumeTrue(BROWSER.canExecute() && DRIVER.canExecute(), "no " + BROWSER + " and " + DRIVER + " to look with");
    }

    @BeforeEach
    void start() {
        simulator = ClaidSimulator.builder()
                .noQuota()
                .duration(Timing.fixed(Duration.ZERO))
                .storage("shop", shop)
                .start();
        client = new Client(simulator);
        ChromeOptions options = new ChromeOptions()
                .setBinary(BROWSER)
                .addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        browser = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(), options);
    }

    @AfterEach
    void stop() {
        if (browser != null) {
            browser.quit();
        }
        simulator.close();
    }

    private void submit(String input) throws Exception {
        Client.Reply reply = client.post(
                "{\"input\": %s, \"operations\": {}}".formatted(new ObjectMapper().writeValueAsString(input)));
        assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
        client.poll(reply.data().path("id").asLong());
    }

    private List<WebElement> tasks(int count) {
        await().until(() -> browser.findElements(By.cssSelector(".task")).size() == count);
        return browser.findElements(By.cssSelector(".task"));
    }

    private static String text(WebElement task, String part) {
        return task.findElement(By.className(part)).getText();
    }

    private List<LogEntry> console() {
        return browser.manage().logs().get(LogType.BROWSER).getAll();
    }

    private boolean allLoaded() {
        return (boolean) browser.executeScript("return [...document.querySelectorAll('.task img')]"
                + ".every(image => image.complete && image.naturalWidth > 0)");
    }

    @Test
    void aTaskAppearsWithItsPictures() throws Exception {
        Pictures.saved(Pictures.halves(400, 300, Color.RED, Color.BLUE), shop.resolve("shoe.png"));
        browser.get(simulator.baseUrl());
        await().until(() -> browser.findElement(By.id("empty")).isDisplayed());

        submit("storage://shop/shoe.png");

        WebElement task = tasks(1).get(0);
        assertThat(text(task, "status")).isEqualTo("DONE");
        assertThat(text(task, "input")).isEqualTo("storage://shop/shoe.png");
        assertThat(text(task, "polls")).isEqualTo("1");
        assertThat(task.findElements(By.tagName("img"))).hasSize(2);
        await().until(this::allLoaded);
        assertThat(task.findElement(By.cssSelector(".results a")).getAttribute("href"))
                .startsWith(simulator.baseUrl() + "/_tmp/");
        assertThat(browser.findElement(By.cssSelector(".figure strong")).getText())
                .isEqualTo("1");
        assertThat(console()).isEmpty();
    }

    @Test
    void hostileNamesAreTextAndNothingElse() throws Exception {
        for (String name : HOSTILE) {
            submit(name);
        }
        Files.write(
                shop.resolve("<img src=x onerror=window.struck=7>.png"),
                Pictures.encoded(Pictures.plain(40, 30, Color.RED), "png"));
        submit("storage://shop/%3Cimg%20src=x%20onerror=window.struck=7%3E.png");
        simulator.when(Call.SUBMIT).times(1).then(Outcome.error("<script>window.struck=8</script>"));
        submit("https://shop.example/last.png");
        simulator.when(Call.SUBMIT).times(1).then(Outcome.status("<img src=x onerror=window.struck=9>"));
        submit("storage://shop/shoe.png");

        browser.get(simulator.baseUrl());
        List<WebElement> tasks = tasks(HOSTILE.size() + 3);
        await().until(this::allLoaded);

        assertThat(browser.executeScript("return window.struck")).isNull();
        assertThat(console()).isEmpty();
        assertThat(browser.findElements(By.cssSelector("main script, .task svg, [onerror], [onload]")))
                .isEmpty();
        assertThat(tasks).extracting(task -> text(task, "input")).contains(HOSTILE.get(0), HOSTILE.get(2));
        assertThat(text(tasks.get(0), "status")).isEqualTo("<img src=x onerror=window.struck=9>");
        assertThat(text(tasks.get(1), "errors")).isEqualTo("<script>window.struck=8</script>");
        assertThat(browser.findElements(By.cssSelector("main a")))
                .extracting(link -> link.getAttribute("href"))
                .isNotEmpty()
                .allMatch(address -> address.startsWith("http://") || address.startsWith("https://"));
        assertThat(tasks).extracting(task -> text(task, "input")).anyMatch(input -> input.contains("⟨U+202E⟩gnp.exe"));
        assertThat((boolean) browser.executeScript(
                        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("no name makes the page wider than the window")
                .isTrue();
    }
}
