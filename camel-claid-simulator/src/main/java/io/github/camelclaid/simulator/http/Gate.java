package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.quota.QuotaWindows;
import io.github.camelclaid.simulator.quota.Verdict;
import io.github.camelclaid.simulator.script.Call;
import io.github.camelclaid.simulator.script.Conduct;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Optional;

/** Looks at the key and at the quota before anything else happens. */
final class Gate {

    private static final HttpString LIMIT = new HttpString("RateLimit-Limit");
    private static final HttpString REMAINING = new HttpString("RateLimit-Remaining");
    private static final HttpString RESET = new HttpString("RateLimit-Reset");

    private final String credentials;
    private final QuotaWindows quota;
    private final Ledger ledger;
    private final Conduct conduct;

    Gate(String apiKey, QuotaWindows quota, Ledger ledger, Conduct conduct) {
        this.credentials = "Bearer " + apiKey;
        this.quota = quota;
        this.ledger = ledger;
        this.conduct = conduct;
    }

    /** Whether the request shows the key. */
    boolean hasKey(HttpServerExchange exchange) {
        return credentials.equals(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION));
    }

    /** The refusal, if the request may not pass. Puts the quota's headers on the answer either way. */
    Optional<Answer> refusal(HttpServerExchange exchange, Call call) {
        if (!hasKey(exchange)) {
            return Optional.of(Answer.error(401));
        }
        if (call == Call.STORAGE || call == Call.STATUS && !conduct.pollsCount()) {
            return Optional.empty();
        }
        ledger.countedForQuota();
        Verdict verdict = conduct.refusalsCount() ? quota.takeEvenIfRefused() : quota.take();
        if (verdict.hasHeaders() && conduct.quotaHeaders()) {
            HeaderMap headers = exchange.getResponseHeaders();
            headers.put(LIMIT, verdict.limit());
            headers.put(REMAINING, verdict.remaining());
            headers.put(RESET, verdict.resetSeconds());
        }
        return verdict.admitted() ? Optional.empty() : Optional.of(Answer.rateLimited());
    }
}
