package io.github.camelclaid.simulator.script;

/** What a scripted rule does once it matches: to the answer, to the task, or to the shape of the JSON. */
public sealed interface Effect permits Fault, Outcome, Deviation {

    /** Whether this effect means anything for calls of that kind. */
    boolean appliesTo(Call call);
}
