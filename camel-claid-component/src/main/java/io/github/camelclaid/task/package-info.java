/**
 * The ledger: submits edits and writes down each step before it is taken, polls what is due, and tells who waits.
 * Knows nothing of Camel.
 */
package io.github.camelclaid.task;
