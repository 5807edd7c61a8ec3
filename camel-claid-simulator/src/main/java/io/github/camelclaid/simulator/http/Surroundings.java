package io.github.camelclaid.simulator.http;

import io.github.camelclaid.simulator.ledger.Ledger;
import io.github.camelclaid.simulator.script.Script;
import java.time.Clock;

/** What every handler needs. */
record Surroundings(Gate gate, Script script, TaskJson json, Delivery delivery, Ledger ledger, Clock clock) {}
