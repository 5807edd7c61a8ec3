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
import java.util.ArrayList;
import java.util.List;

/** Makes edits: reads the input, does the operations, writes the result. Thread-safe; blocks while it works. */
public final class Editor {

    private static final int UNMARKED = 0;

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
        String name = plan.spelling(FileNames.stem(source.name()));
        return edit(source, new Target(plan, name, taskId, UNMARKED));
    }

    /** An edit of one of the {@link #picturesOf} a batch. */
    public Edited edit(BatchPicture picture, JsonNode request, long taskId) throws EditFailure {
        EditPlan plan = PlanReader.read(request).into(picture.folder());
        try (Source source = sources.open(picture.address())) {
            return edit(source, new Target(plan, picture.name(), taskId, UNMARKED));
        }
    }

    /** An ai-edit of the picture at that address: as many marked copies of it as were asked for. */
    public List<Edited> aiEdit(String address, JsonNode request, long taskId) throws EditFailure {
        EditPlan plan = PlanReader.readAiEdit(request);
        int wanted = request.path("output").path("number_of_images").asInt(1);
        List<Edited> copies = new ArrayList<>();
        try (Source source = sources.open(address)) {
            String name = plan.spelling(FileNames.stem(source.name()));
            for (int n = 1; n <= wanted; n++) {
                String suffix = n == 1 ? "" : "-" + (n - 1);
                copies.add(edit(source, new Target(plan.suffixed(suffix), name + suffix, taskId, n)));
            }
        }
        return List.copyOf(copies);
    }

    /** The pictures that a batch is about: of a list all, of a folder those that are there now. */
    public List<BatchPicture> picturesOf(JsonNode request) throws EditFailure {
        try {
            EditPlan plan = PlanReader.read(request);
            return new BatchReader(storages, plan).read(request.path("input"));
        } catch (StorageException e) {
            throw new EditFailure(e.getMessage(), null, e);
        }
    }

    private Edited edit(Source source, Target target) throws EditFailure {
        EditPlan plan = target.plan();
        Decoder.Decoded decoded = decoder.decode(source.file());
        try {
            // operations may change the picture in place
            byte[] before = Thumbnail.of(decoded.image());
            boolean cmyk = plan.format().keepsCmyk() && plan.metadata().isCmyk(decoded.cmyk());
            BufferedImage image = new Retouching(plan, maxPixels).apply(decoded.image(), cmyk);
            if (target.mark() != UNMARKED) {
                AiMark.put(image, target.mark());
            }
            Encoder.Form form = new Encoder.Form(plan.format(), plan.metadata().dpi(), cmyk);
            Written written = write(image, form, decoded.facts(), target);
            Thumbnails thumbnails = new Thumbnails(before, Thumbnail.of(image));
            return new Edited(decoded.facts(), written.facts(), written.bytes(), written.place(), thumbnails);
        } catch (IOException e) {
            throw new EditFailure("The result cannot be written.", decoded.facts(), e);
        }
    }

    private Written write(BufferedImage image, Encoder.Form form, ImageFacts input, Target target)
            throws IOException, EditFailure {
        EditPlan plan = target.plan();
        ImageFacts output = new ImageFacts(form.format().type(), image.getWidth(), image.getHeight());
        Path file = results.scratch("." + output.ext());
        try {
            Encoder.encode(image, form, file);
            long bytes = Files.size(file);
            String name = target.name() + "." + output.ext();
            if (plan.destination() == null) {
                String path = results.publish(file, name, output.mime(), target.taskId());
                return new Written(output, bytes, new Edited.Place.Temporary(path));
            }
            StorageAddress address =
                    plan.destination().isFolder() ? plan.destination().child(name) : plan.destination();
            StoredObject stored = storages.write(address, file, output.mime());
            return new Written(output, bytes, new Edited.Place.Stored(stored));
        } catch (StorageException e) {
            throw new EditFailure(e.getMessage(), input, e);
        } finally {
            TemporaryFolder.deleteQuietly(file);
        }
    }

    /**
     * @param name of the result where its plan names but a folder, without an extension
     * @param mark which of the pictures of an ai-edit it is
     */
    private record Target(EditPlan plan, String name, long taskId, int mark) {}

    private record Written(ImageFacts facts, long bytes, Edited.Place place) {}
}
