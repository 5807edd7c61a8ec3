package io.github.camelclaid.task;

import io.github.camelclaid.quota.Window;
import java.time.Duration;

/**
 * For whom a tracker works, and within which limits.
 *
 * @param account whose tasks
 * @param baseUrl where they are
 * @param requestTimeout how long a submit may take until it is answered
 * @param retention how long acknowledged and failed tasks stay remembered
 * @param maxCharges how many calls may be paid, uploads included; null for no limit
 */
public record Terms(String account, String baseUrl, Duration requestTimeout, Duration retention, Window maxCharges) {}
