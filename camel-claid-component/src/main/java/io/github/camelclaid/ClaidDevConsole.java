package io.github.camelclaid;

import java.util.Collection;
import java.util.Map;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** The accounts of all claid components of a context: quota, what waits, what is outstanding. */
@DevConsole(name = "claid", displayName = "Claid", description = ClaidDevConsole.DESCRIPTION)
public final class ClaidDevConsole extends AbstractDevConsole {

    static final String DESCRIPTION = "Quota and outstanding tasks of each account of the claid component";

    public ClaidDevConsole() {
        super("camel", "claid", "Claid", DESCRIPTION);
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (ClaidService service : services()) {
            text.append(String.format("Account %s%n", service.account()))
                    .append(String.format(
                            "    Requests used: %s%n", service.pacer().use()))
                    .append(String.format("    Pictures waiting: %d%n", service.waiting()))
                    .append(String.format(
                            "    Outstanding tasks: %s%n", service.tracker().outstanding()))
                    .append(String.format(
                            "    Seconds to drain, at least: %d%n",
                            service.tracker().timeToDrain().toSeconds()));
        }
        return text.toString();
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        JsonArray accounts = new JsonArray();
        for (ClaidService service : services()) {
            JsonObject account = new JsonObject();
            account.put("account", service.account().toString());
            account.put("quotaUsed", service.pacer().use().toString());
            account.put("heldBack", service.pacer().isHeldBack());
            account.put("picturesWaiting", service.waiting());
            account.put("secondsToDrain", service.tracker().timeToDrain().toSeconds());
            JsonObject outstanding = new JsonObject();
            service.tracker().outstanding().forEach((state, tasks) -> outstanding.put(state.name(), tasks));
            account.put("outstanding", outstanding);
            accounts.add(account);
        }
        JsonObject root = new JsonObject();
        root.put("accounts", accounts);
        return root;
    }

    private Collection<ClaidService> services() {
        return getCamelContext().getComponentNames().stream()
                .map(name -> getCamelContext().hasComponent(name))
                .filter(ClaidComponent.class::isInstance)
                .flatMap(component -> ((ClaidComponent) component).services().stream())
                .toList();
    }
}
