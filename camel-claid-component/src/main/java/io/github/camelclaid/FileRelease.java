package io.github.camelclaid;

import java.io.File;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileHelper;
import org.apache.camel.component.file.GenericFileOnCompletion;
import org.apache.camel.component.file.strategy.FileLockExclusiveReadLockStrategy;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the file of an exchange back to the consumer it came from. Camel knows only commit ({@code move}, {@code
 * delete}) and rollback ({@code moveFailed}) for a file that was taken, and the picture of an edit that is still under
 * way deserves neither: it has to stay where it is, free to be picked up again.
 *
 * <p>So the consumer's completion is handed over to an exchange that nobody completes, and what it would have released
 * is released here: read lock, in-progress key, eager idempotent key. A {@code preMove} is not undone.
 *
 * <p>An exchange that is a copy, as in a splitter, does not have the consumer's completion: its failure goes to the whole.
 */
final class FileRelease {

    private static final Logger LOG = LoggerFactory.getLogger(FileRelease.class);

    private FileRelease() {}

    static void giveBack(Exchange exchange) {
        GenericFile<?> file = exchange.getProperty(ExchangePropertyKey.FILE_EXCHANGE_FILE, GenericFile.class);
        Optional<GenericFileEndpoint<?>> source = sourceOf(file, exchange);
        if (source.isEmpty() || exchange.getUnitOfWork() == null) {
            return;
        }
        Exchange dropped = new DefaultExchange(exchange.getContext());
        exchange.getUnitOfWork()
                .handoverSynchronization(dropped, completion -> completion instanceof GenericFileOnCompletion);
        List<Synchronization> taken = dropped.getExchangeExtension().handoverCompletions();
        if (taken == null || taken.isEmpty()) {
            // a part of a splitter or the like: the file belongs to the whole, which has to learn of the failure
            return;
        }
        exchange.getUnitOfWork().addSynchronization(new QuietEnd());
        releaseReadLock(source.get(), file, exchange);
        forget(source.get(), file);
    }

    /** Behind a seda or the like the exchange comes from there, and brings the consumer's completion along. */
    private static Optional<GenericFileEndpoint<?>> sourceOf(GenericFile<?> file, Exchange exchange) {
        if (exchange.getFromEndpoint() instanceof GenericFileEndpoint<?> endpoint) {
            return Optional.of(endpoint);
        }
        return exchange.getContext().getEndpoints().stream()
                .<GenericFileEndpoint<?>>mapMulti((endpoint, files) -> {
                    if (endpoint instanceof GenericFileEndpoint<?> candidate) {
                        files.accept(candidate);
                    }
                })
                .filter(endpoint -> endpoint.getInProgressRepository().contains(file.getAbsoluteFilePath()))
                .findFirst();
    }

    @SuppressWarnings("unchecked")
    private static void releaseReadLock(GenericFileEndpoint<?> endpoint, GenericFile<?> file, Exchange exchange) {
        if (file.getFile() instanceof File) {
            try {
                // releases marker files and file locks alike: which of them were taken is written in the exchange
                new FileLockExclusiveReadLockStrategy()
                        .releaseExclusiveReadLockOnAbort(null, (GenericFile<File>) file, exchange);
            } catch (Exception e) {
                LOG.warn("The read lock of {} could not be released", file.getAbsoluteFilePath(), e);
            }
        }
    }

    private static void forget(GenericFileEndpoint<?> endpoint, GenericFile<?> file) {
        String path = file.getAbsoluteFilePath();
        endpoint.getInProgressRepository().remove(path);
        IdempotentRepository done = endpoint.getIdempotentRepository();
        if (done == null) {
            return;
        }
        if (endpoint.isIdempotentEager()) {
            done.remove(idempotentKey(endpoint, file));
        }
        if (endpoint.getReadLock() != null && endpoint.getReadLock().startsWith("idempotent")) {
            done.remove(path);
        }
    }

    /** As Camel makes it. */
    @SuppressWarnings("unchecked")
    private static <T> String idempotentKey(GenericFileEndpoint<T> endpoint, GenericFile<?> file) {
        if (endpoint.getIdempotentKey() == null) {
            return file.getAbsoluteFilePath();
        }
        Exchange dummy = GenericFileHelper.createDummy(endpoint, null, () -> (GenericFile<T>) file);
        return endpoint.getIdempotentKey().evaluate(dummy, String.class);
    }

    /** Runs after all other completions: the file consumer would log each file given back as an error. */
    private static final class QuietEnd extends SynchronizationAdapter {
        @Override
        public void onFailure(Exchange exchange) {
            exchange.setException(null);
        }

        @Override
        public int getOrder() {
            return LOWEST;
        }
    }
}
