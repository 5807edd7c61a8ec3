package io.github.camelclaid.examples.cluster.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelclaid.examples.cluster.demo.Shop.Kind;
import io.github.camelclaid.examples.cluster.demo.Shop.Letter;
import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.ledger.TaskEntry;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was ordered, charged and delivered, side by side.
 *
 * @param accepted orders that Claid accepted, by its ledger
 * @param charges that Claid counted
 * @param paidTwice orders that Claid accepted more than once
 * @param edited orders whose result came out
 * @param results all of them, repetitions included
 * @param mixedUp orders that got the result of another one
 * @param repeated orders whose result came out more than once
 * @param repeatedByOthers those of them that were not sent by the killed node
 * @param unknown orders whose fate was said to be unknown
 * @param refused orders that were said to have failed
 * @param lost orders of which nothing came out
 * @param left tasks that the nodes' ledger still has to do something about
 * @param tooManyRequests answers 429
 */
record Balance(
        int orders,
        long accepted,
        long charges,
        List<String> paidTwice,
        long edited,
        long results,
        List<String> mixedUp,
        List<String> repeated,
        List<String> repeatedByOthers,
        List<String> unknown,
        List<String> refused,
        List<String> lost,
        long left,
        long tooManyRequests) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A node takes one record at a time, so that is what it had read and not yet committed. */
    private static final int RECORDS_IN_HAND = 1;

    static Balance of(Shop shop, Ledger ledger, String killed, long left) {
        Map<String, Long> charged =
                ledger.tasks().stream().collect(Collectors.groupingBy(TaskEntry::input, Collectors.counting()));
        Map<String, List<Letter>> results = shop.letters().stream()
                .filter(letter -> letter.kind() == Kind.EDITED)
                .collect(Collectors.groupingBy(Letter::order));
        List<String> repeated = orders(shop, order -> times(results, order) > 1);
        return new Balance(
                shop.inputs().size(),
                charged.size(),
                ledger.charges(),
                orders(shop, order -> charged.getOrDefault(shop.inputs().get(order), 0L) > 1),
                results.size(),
                results.values().stream().mapToLong(List::size).sum(),
                orders(shop, order -> results.getOrDefault(order, List.of()).stream()
                        .anyMatch(letter ->
                                !inputOf(letter, ledger).equals(shop.inputs().get(order)))),
                repeated,
                repeated.stream()
                        .filter(order -> results.get(order).stream()
                                .noneMatch(letter -> letter.node().equals(killed)))
                        .toList(),
                told(shop, Kind.UNKNOWN),
                told(shop, Kind.REFUSED),
                orders(shop, order -> shop.letters().stream()
                        .noneMatch(letter -> letter.order().equals(order))),
                left,
                ledger.tooManyRequests());
    }

    private static String inputOf(Letter result, Ledger ledger) {
        try {
            return ledger.task(JSON.readTree(result.text()).path("id").asLong()).input();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The result of " + result.order() + " is no task", e);
        }
    }

    private static int times(Map<String, List<Letter>> results, String order) {
        return results.getOrDefault(order, List.of()).size();
    }

    private static List<String> orders(Shop shop, Predicate<String> which) {
        return shop.inputs().keySet().stream().filter(which).toList();
    }

    private static List<String> told(Shop shop, Kind kind) {
        return shop.letters().stream()
                .filter(letter -> letter.kind() == kind)
                .map(Letter::order)
                .distinct()
                .toList();
    }

    /** Whether nothing was lost, nothing paid twice, and nothing repeated but what the killed node had in its hands. */
    boolean holds() {
        return lost.isEmpty()
                && paidTwice.isEmpty()
                && mixedUp.isEmpty()
                && left == 0
                && accepted <= charges
                && charges <= accepted + unknown.size()
                && edited + unknown.size() + refused.size() >= orders
                && repeatedByOthers.size() <= RECORDS_IN_HAND;
    }

    Stream<String> lines() {
        return Stream.of(
                line("orders", orders, ""),
                line("accepted by Claid", accepted, ""),
                line("charged by Claid", charges, ""),
                line("paid twice", paidTwice.size(), names(paidTwice)),
                line("results", edited, ", in " + results + " messages"),
                line("mixed up", mixedUp.size(), names(mixedUp)),
                line("came out again", repeated.size(), names(repeated)),
                line("of unknown fate", unknown.size(), names(unknown)),
                line("refused", refused.size(), names(refused)),
                line("lost", lost.size(), names(lost)),
                line("left in the ledger", left, ""),
                line("answers 429", tooManyRequests, ""));
    }

    private static String line(String what, long number, String more) {
        return String.format("  %-20s %4d%s", what, number, more);
    }

    private static String names(List<String> orders) {
        return orders.isEmpty() ? "" : ": " + String.join(", ", orders);
    }
}
