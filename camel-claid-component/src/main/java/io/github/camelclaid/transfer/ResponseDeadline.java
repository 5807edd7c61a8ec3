package io.github.camelclaid.transfer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/**
 * Ends an exchange that is not complete in time, by closing its connection. The client's own response timeout looks at
 * silence only: a server that sends a byte now and then would hold a download for ever.
 */
record ResponseDeadline(ScheduledExecutorService timer, Duration limit) implements AsyncExecChainHandler {

    /** Attribute of the context: the {@link System#nanoTime()} at which a download that takes several hops ends. */
    static final String END = "claid.download.end";

    @Override
    public void execute(
            HttpRequest request,
            AsyncEntityProducer entity,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        AtomicBoolean isOver = new AtomicBoolean();
        long left = (Long) scope.clientContext.getAttribute(END) - System.nanoTime();
        ScheduledFuture<?> alarm = timer.schedule(
                () -> {
                    isOver.set(true);
                    scope.execRuntime.discardEndpoint();
                },
                Math.max(0, left),
                TimeUnit.NANOSECONDS);
        chain.proceed(request, entity, scope, new AsyncExecCallback() {

            @Override
            public AsyncDataConsumer handleResponse(HttpResponse response, EntityDetails details)
                    throws HttpException, IOException {
                return callback.handleResponse(response, details);
            }

            @Override
            public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
                callback.handleInformationResponse(response);
            }

            @Override
            public void completed() {
                alarm.cancel(false);
                callback.completed();
            }

            @Override
            public void failed(Exception cause) {
                alarm.cancel(false);
                callback.failed(isOver.get() ? new InterruptedIOException("not complete within " + limit) : cause);
            }
        });
    }
}
