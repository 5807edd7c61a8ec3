/** What you have already: Kafka, PostgreSQL, an account at Claid. Here they run on this machine, for a trial. */
package io.github.camelclaid.examples.cluster.surroundings;
