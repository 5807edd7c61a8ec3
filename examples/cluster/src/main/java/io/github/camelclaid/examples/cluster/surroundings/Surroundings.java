package io.github.camelclaid.examples.cluster.surroundings;

import io.github.camelclaid.simulator.ClaidSimulator;
import io.github.camelclaid.simulator.script.Timing;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.sql.DataSource;

/** A Kafka broker, a PostgreSQL server, and a simulator that plays Claid and keeps a ledger. */
public final class Surroundings implements AutoCloseable {

    /** Five times what Claid allows, so that a trial takes a minute. */
    private static final String QUOTA = "600/60s,20/1s";

    private static final String PICTURE_HOST = "pictures.example";
    private static final String STORAGE = "shop";
    private static final int SIDE = 120;

    private final Postgres database;
    private final KafkaBroker kafka;
    private final ClaidSimulator claid;
    private final Path pictures;

    private Surroundings(Postgres database, KafkaBroker kafka, ClaidSimulator claid, Path pictures) {
        this.database = database;
        this.kafka = kafka;
        this.claid = claid;
        this.pictures = pictures;
    }

    /**
     * @param folder empty, or not there yet
     * @throws IllegalStateException if PostgreSQL cannot run here
     */
    public static Surroundings start(Path folder) throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        Postgres database = Postgres.start();
        KafkaBroker kafka = KafkaBroker.start(folder.resolve("kafka"));
        ClaidSimulator claid = ClaidSimulator.builder()
                .quota(QUOTA)
                .latency(Timing.uniform(Duration.ofMillis(20), Duration.ofMillis(120)))
                .duration(Timing.uniform(Duration.ofSeconds(1), Duration.ofSeconds(4)))
                .standIn(PICTURE_HOST, pictures)
                .storage(STORAGE, pictures)
                .start();
        return new Surroundings(database, kafka, claid, pictures);
    }

    /**
     * A picture that Claid can read.
     *
     * @return its address: every second one is a URL, the others are in a storage that Claid has a connector to
     */
    public String newPicture(String name) throws IOException {
        String file = name + ".png";
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(Color.HSBtoRGB(name.hashCode() / 97f, 0.6f, 0.9f)));
        pen.fillOval(SIDE / 8, SIDE / 4, SIDE * 3 / 4, SIDE / 2);
        pen.dispose();
        ImageIO.write(picture, "png", pictures.resolve(file).toFile());
        return name.hashCode() % 2 == 0 ? "https://" + PICTURE_HOST + "/" + file : "storage://" + STORAGE + "/" + file;
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    public DataSource database() {
        return database.dataSource();
    }

    public ClaidSimulator claid() {
        return claid;
    }

    /** Where a node finds them: the environment that application.properties reads. */
    public Map<String, String> environment() {
        return Map.of(
                "KAFKA_BROKERS", kafka.address(),
                "DATABASE_URL", database.jdbcUrl(),
                "DATABASE_USER", database.user(),
                "CLAID_API_KEY", claid.apiKey(),
                "CLAID_BASE_URL", claid.baseUrl());
    }

    @Override
    public void close() throws IOException {
        claid.close();
        kafka.close();
        database.close();
    }
}
