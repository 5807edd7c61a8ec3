package io.github.camelclaid.simulator.script;

/** What a scripted rule does once it matches: to the answer, to the task, to the shape of the JSON, or to the webhook. */
public sealed interface Effect permits Fault, Outcome, Deviation, Notice {

    /** Whether this effect means anything for calls of that kind. */
    boolean appliesTo(Call call);
}
