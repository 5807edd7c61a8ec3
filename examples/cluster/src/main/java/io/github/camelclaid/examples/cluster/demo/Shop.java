package io.github.camelclaid.examples.cluster.demo;

import io.github.camelclaid.examples.cluster.surroundings.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.ConsumerGroupState;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Who orders pictures and gets them, through Kafka alone. */
final class Shop implements AutoCloseable {

    private static final String ORDERS = "pictures";
    private static final String EDITED = "pictures-edited";
    private static final String REFUSED = "pictures-refused";
    private static final String UNKNOWN = "pictures-unknown";
    private static final String GROUP = "claid";
    /** Each is read by one node, so there are at least as many as nodes. */
    static final int PARTITIONS = 6;

    private static final int SECONDS = 30;

    private final Admin admin;
    private final KafkaProducer<String, String> outbox;
    private final KafkaConsumer<String, String> inbox;
    private final Map<String, String> inputs = new LinkedHashMap<>();
    private final List<Letter> letters = new ArrayList<>();

    /** What came of an order. */
    enum Kind {
        EDITED,
        REFUSED,
        UNKNOWN
    }

    /**
     * A message to the shop.
     *
     * @param text what it says: a finished task, or why there is none
     * @param node that sent it; null where it is no result
     */
    record Letter(String order, Kind kind, String text, String node) {}

    private Shop(KafkaBroker kafka) {
        Map<String, Object> broker = Map.of("bootstrap.servers", kafka.address());
        this.admin = Admin.create(broker);
        this.outbox = new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer());
        Map<String, Object> reading = new HashMap<>(broker);
        reading.put(ConsumerConfig.GROUP_ID_CONFIG, "shop");
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.inbox = new KafkaConsumer<>(reading, new StringDeserializer(), new StringDeserializer());
    }

    /** Makes the topics. */
    static Shop open(KafkaBroker kafka) throws InterruptedException, ExecutionException, TimeoutException {
        Shop shop = new Shop(kafka);
        Collection<NewTopic> topics = List.of(
                new NewTopic(ORDERS, PARTITIONS, (short) 1),
                new NewTopic(EDITED, 1, (short) 1),
                new NewTopic(REFUSED, 1, (short) 1),
                new NewTopic(UNKNOWN, 1, (short) 1));
        shop.admin.createTopics(topics).all().get(SECONDS, TimeUnit.SECONDS);
        shop.inbox.subscribe(List.of(EDITED, REFUSED, UNKNOWN));
        return shop;
    }

    /** How many nodes have their part of the partitions. */
    int readers() throws InterruptedException, ExecutionException, TimeoutException {
        ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(GROUP))
                .all()
                .get(SECONDS, TimeUnit.SECONDS)
                .get(GROUP);
        return group.state() == ConsumerGroupState.STABLE ? group.members().size() : 0;
    }

    /** @param input the address of the picture */
    void order(String order, String input) throws InterruptedException, ExecutionException, TimeoutException {
        inputs.put(order, input);
        outbox.send(new ProducerRecord<>(ORDERS, order, input)).get(SECONDS, TimeUnit.SECONDS);
    }

    /** Opens what has come, or waits a little for something to come. */
    private void read() {
        for (ConsumerRecord<String, String> message : inbox.poll(Duration.ofMillis(200))) {
            Kind kind =
                    switch (message.topic()) {
                        case EDITED -> Kind.EDITED;
                        case REFUSED -> Kind.REFUSED;
                        default -> Kind.UNKNOWN;
                    };
            Header node = message.headers().lastHeader("node");
            letters.add(new Letter(
                    message.key(),
                    kind,
                    message.value(),
                    node == null ? null : new String(node.value(), StandardCharsets.UTF_8)));
        }
    }

    /** The input of each order. */
    Map<String, String> inputs() {
        return inputs;
    }

    /** In the order in which they came. */
    List<Letter> letters() {
        return letters;
    }

    /** Of how many orders something has come, by now. */
    long settled() {
        read();
        return letters.stream().map(Letter::order).distinct().count();
    }

    @Override
    public void close() {
        inbox.close();
        outbox.close();
        admin.close();
    }
}
