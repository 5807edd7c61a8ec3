package io.github.camelclaid;

import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Channel;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.ErrorHandlerRedeliveryCustomizer;
import org.apache.camel.spi.InflightRepository;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Hands a failure of a consumer to the error handler of its route; no step of the route runs.
 *
 * <p>Camel's own bridge sends the failed exchange through the route and relies on the error handler around the first
 * step. There is none around {@code doTry} and {@code multicast}, nor where {@code noErrorHandler} is set: the step would
 * run, or the failure would reach nobody. For such a route the error handler is called by itself.
 */
final class RouteErrors extends ServiceSupport {

    private final Route route;
    private final CamelContext camel;
    private AsyncProcessor handler;

    /** @param route null for a consumer without one, which is asked by {@code pollEnrich} */
    RouteErrors(Route route, CamelContext camel) {
        this.route = route;
        this.camel = camel;
    }

    @Override
    protected void doStart() throws Exception {
        if (route != null && !isFirstStepGuarded()) {
            handler = AsyncProcessorConverterHelper.convert(
                    camel.getCamelContextExtension().createErrorHandler(route, exchange -> {}));
            ServiceHelper.startService(handler);
        }
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopAndShutdownService(handler);
        handler = null;
    }

    /** @param wholeRoute what the exchange is sent to where its first step is guarded */
    void hand(Throwable failure, Exchange exchange, AsyncProcessor wholeRoute, AsyncCallback callback) {
        exchange.setException(failure);
        exchange.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
        exchange.getExchangeExtension().setRedeliveryExhausted(true);
        if (handler == null) {
            wholeRoute.process(exchange, callback);
            return;
        }
        exchange.getExchangeExtension().setFromRouteId(route.getRouteId());
        UnitOfWork work = PluginHelper.getUnitOfWorkFactory(camel).createUnitOfWork(exchange);
        exchange.getExchangeExtension().setUnitOfWork(work);
        work.pushRoute(route);
        InflightRepository inflight = camel.getInflightRepository();
        inflight.add(exchange, route.getRouteId());
        handler.process(exchange, doneSync -> {
            inflight.remove(exchange, route.getRouteId());
            UnitOfWorkHelper.doneUow(work, exchange);
            work.popRoute();
            callback.done(doneSync);
        });
    }

    private boolean isFirstStepGuarded() {
        Navigate<Processor> steps = route.navigate();
        List<Processor> all = steps == null ? List.of() : steps.next();
        return !all.isEmpty()
                && all.get(0) instanceof Channel first
                && first.getErrorHandler() instanceof ErrorHandlerRedeliveryCustomizer;
    }
}
