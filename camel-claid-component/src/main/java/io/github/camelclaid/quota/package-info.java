/**
 * The budget of requests: windows, pacing, and fairness between those who wait. Knows time and numbers, and nothing of
 * tasks, HTTP or Camel.
 */
package io.github.camelclaid.quota;
