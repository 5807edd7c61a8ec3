package io.github.camelclaid.simulator.edit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelclaid.simulator.storage.StorageAddress;
import io.github.camelclaid.simulator.storage.StorageException;
import io.github.camelclaid.simulator.storage.Storages;
import io.github.camelclaid.simulator.storage.StoredObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes edits: reads the input, does the operations, writes the result. Thread-safe; blocks while it works. */
public final class Editor {

    private final Sources sources;
    private final Storages storages;
    private final ResultFiles results;
    private final Decoder decoder;
    private final long maxPixels;

    /** @param maxPixels the largest picture that is read or made */
    public Editor(Sources sources, Storages storages, ResultFiles results, long maxPixels) {
        this.sources = sources;
        this.storages = storages;
        this.results = results;
        this.decoder = new Decoder(maxPixels);
        this.maxPixels = maxPixels;
    }

    /** An edit of the picture at that address. */
    public Edited edit(String address, JsonNode request, long taskId) throws EditFailure {
        try (Source source = sources.open(address)) {
            return edit(source, request, taskId);
        }
    }

    /** An edit of a local file. */
    public Edited edit(Source source, JsonNode request, long taskId) throws EditFailure {
        EditPlan plan = PlanReader.read(request);
        Decoder.Decoded decoded = decoder.decode(source.file());
        try {
            BufferedImage image = new Retouching(plan, maxPixels).apply(decoded.image());
            ImageFacts facts = new ImageFacts(plan.format().type(), image.getWidth(), image.getHeight());
            return write(image, facts, decoded.facts(), new Target(plan, source.name(), taskId));
        } catch (IOException e) {
            throw new EditFailure("The result cannot be written.", decoded.facts(), e);
        }
    }

    private Edited write(BufferedImage image, ImageFacts output, ImageFacts input, Target target)
            throws IOException, EditFailure {
        EditPlan plan = target.plan();
        Path file = results.scratch("." + output.ext());
        Encoder.encode(image, plan.format(), plan.dpi(), file);
        long bytes = Files.size(file);
        if (plan.destination() == null) {
            String name = FileNames.inUrl(target.inputName(), output.ext());
            String path = results.publish(file, name, output.mime(), target.taskId());
            return new Edited(input, output, bytes, new Edited.Place.Temporary(path));
        }
        try {
            StorageAddress address = address(StorageAddress.parse(plan.destination()), target.inputName(), output);
            StoredObject stored = storages.write(address, file, output.mime());
            return new Edited(input, output, bytes, new Edited.Place.Stored(stored));
        } catch (StorageException e) {
            throw new EditFailure(e.getMessage(), input, e);
        } finally {
            ResultFiles.deleteQuietly(file);
        }
    }

    private static StorageAddress address(StorageAddress destination, String inputName, ImageFacts output) {
        return destination.isFolder() ? destination.child(FileNames.inStorage(inputName, output.ext())) : destination;
    }

    private record Target(EditPlan plan, String inputName, long taskId) {}
}
