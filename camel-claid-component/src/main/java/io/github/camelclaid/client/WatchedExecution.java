package io.github.camelclaid.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.client5.http.EndpointInfo;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;

/**
 * Tells an {@link HttpCall} how far it is, above all the moment its request is about to be written, which is when a
 * connected session asks the exchange for it. {@code AsyncRequestProducer.sendRequest} would be too early: the client
 * calls it before it looks for a connection.
 */
final class WatchedExecution implements AsyncExecChainHandler {

    /** The attribute of the context that holds the call. */
    static final String CALL = HttpCall.class.getName();

    @Override
    public void execute(
            HttpRequest request,
            AsyncEntityProducer entity,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        HttpCall call = (HttpCall) scope.clientContext.getAttribute(CALL);
        call.runsIn(scope.execRuntime);
        AsyncExecChain.Scope watched = new AsyncExecChain.Scope(
                scope.exchangeId,
                scope.route,
                scope.originalRequest,
                scope.cancellableDependency,
                scope.clientContext,
                new WatchedRuntime(scope.execRuntime, call),
                scope.scheduler,
                scope.execCount);
        chain.proceed(request, entity, watched, new WatchedCallback(callback, call));
    }

    /** Ends the call once the connection is back in the pool, where the next call may need it. */
    private record WatchedCallback(AsyncExecCallback callback, HttpCall call) implements AsyncExecCallback {

        @Override
        public AsyncDataConsumer handleResponse(HttpResponse response, EntityDetails entity)
                throws HttpException, IOException {
            return callback.handleResponse(response, entity);
        }

        @Override
        public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
            callback.handleInformationResponse(response);
        }

        @Override
        public void completed() {
            callback.completed();
            call.completed();
        }

        @Override
        public void failed(Exception trouble) {
            callback.failed(trouble);
            call.failed(trouble);
        }
    }

    /** Passes everything on; the exchange it hands to the connection is a watched one. */
    private record WatchedRuntime(AsyncExecRuntime runtime, HttpCall call) implements AsyncExecRuntime {

        @Override
        public Cancellable execute(String id, AsyncClientExchangeHandler exchange, HttpClientContext context) {
            return runtime.execute(id, new WatchedExchange(exchange, call), context);
        }

        @Override
        public AsyncExecRuntime fork() {
            return new WatchedRuntime(runtime.fork(), call);
        }

        @Override
        public boolean isEndpointAcquired() {
            return runtime.isEndpointAcquired();
        }

        @Override
        public Cancellable acquireEndpoint(
                String id,
                HttpRoute route,
                Object state,
                HttpClientContext context,
                FutureCallback<AsyncExecRuntime> callback) {
            return runtime.acquireEndpoint(id, route, state, context, callback);
        }

        @Override
        public void releaseEndpoint() {
            runtime.releaseEndpoint();
        }

        @Override
        public void discardEndpoint() {
            runtime.discardEndpoint();
        }

        @Override
        public boolean isEndpointConnected() {
            return runtime.isEndpointConnected();
        }

        @Override
        public Cancellable connectEndpoint(HttpClientContext context, FutureCallback<AsyncExecRuntime> callback) {
            return runtime.connectEndpoint(context, callback);
        }

        @Override
        public void disconnectEndpoint() {
            runtime.disconnectEndpoint();
        }

        @Override
        public void upgradeTls(HttpClientContext context) {
            runtime.upgradeTls(context);
        }

        @Override
        public void upgradeTls(HttpClientContext context, FutureCallback<AsyncExecRuntime> callback) {
            runtime.upgradeTls(context, callback);
        }

        @Override
        public EndpointInfo getEndpointInfo() {
            return runtime.getEndpointInfo();
        }

        @Override
        public boolean validateConnection() {
            return runtime.validateConnection();
        }

        @Override
        public void markConnectionReusable(Object state, TimeValue validFor) {
            runtime.markConnectionReusable(state, validFor);
        }

        @Override
        public void markConnectionNonReusable() {
            runtime.markConnectionNonReusable();
        }
    }

    private record WatchedExchange(AsyncClientExchangeHandler exchange, HttpCall call)
            implements AsyncClientExchangeHandler {

        @Override
        public void produceRequest(RequestChannel channel, HttpContext context) throws HttpException, IOException {
            call.startSending();
            exchange.produceRequest(channel, context);
        }

        @Override
        public void consumeResponse(HttpResponse response, EntityDetails entity, HttpContext context)
                throws HttpException, IOException {
            exchange.consumeResponse(response, entity, context);
        }

        @Override
        public void consumeInformation(HttpResponse response, HttpContext context) throws HttpException, IOException {
            exchange.consumeInformation(response, context);
        }

        @Override
        public void cancel() {
            exchange.cancel();
        }

        @Override
        public int available() {
            return exchange.available();
        }

        @Override
        public void produce(DataStreamChannel channel) throws IOException {
            exchange.produce(channel);
        }

        @Override
        public void updateCapacity(CapacityChannel channel) throws IOException {
            exchange.updateCapacity(channel);
        }

        @Override
        public void consume(ByteBuffer bytes) throws IOException {
            exchange.consume(bytes);
        }

        @Override
        public void streamEnd(List<? extends Header> trailers) throws HttpException, IOException {
            exchange.streamEnd(trailers);
        }

        @Override
        public void failed(Exception cause) {
            exchange.failed(cause);
        }

        @Override
        public void releaseResources() {
            exchange.releaseResources();
        }
    }
}
