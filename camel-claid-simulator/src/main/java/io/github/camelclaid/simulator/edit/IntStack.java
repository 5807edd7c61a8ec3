package io.github.camelclaid.simulator.edit;

import java.util.Arrays;

/** A stack of pixels' places that grows with what is on it. Not thread-safe. */
final class IntStack {

    private int[] elements = new int[1024];
    private int size;

    void push(int element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, 2 * size);
        }
        elements[size++] = element;
    }

    int pop() {
        return elements[--size];
    }

    int get(int index) {
        return elements[index];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }
}
