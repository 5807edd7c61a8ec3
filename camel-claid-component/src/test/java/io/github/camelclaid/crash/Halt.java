package io.github.camelclaid.crash;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Says on the standard output that the process has come to a point, and stays there until it is killed or released. */
final class Halt {

    /** What a line begins with that says so. */
    static final String AT = "AT ";

    static final Halt NOWHERE = new Halt(null, 0);

    private final Point wanted;
    private final AtomicInteger left;
    private final CountDownLatch release = new CountDownLatch(1);

    /** @param nth at which picture that comes there */
    Halt(Point wanted, int nth) {
        this.wanted = wanted;
        this.left = new AtomicInteger(nth);
    }

    Point wanted() {
        return wanted;
    }

    void at(Point point) {
        if (point != null && point == wanted && left.decrementAndGet() == 0) {
            System.out.println(AT + point.label());
            System.out.flush();
            stay();
        }
    }

    /** Whatever stays goes on. */
    void release() {
        release.countDown();
    }

    private void stay() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
