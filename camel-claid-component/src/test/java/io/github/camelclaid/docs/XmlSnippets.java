package io.github.camelclaid.docs;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Finds the {@code uri} attributes of XML routes. */
final class XmlSnippets {

    private XmlSnippets() {}

    static List<Written> read(Snippet snippet) {
        List<Written> found = new ArrayList<>();
        // a snippet may be a part of a document, with several roots
        String text = snippet.text().replaceFirst("^\\s*<\\?xml[^>]*>", "");
        int line = snippet.line() - 1;
        try {
            XMLStreamReader xml = XMLInputFactory.newFactory()
                    .createXMLStreamReader(new StringReader("<snippet>" + text + "</snippet>"));
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getAttributeValue(null, "uri") != null) {
                    found.add(new Written.Uri(
                            snippet.file(),
                            line + xml.getLocation().getLineNumber(),
                            xml.getAttributeValue(null, "uri"),
                            Written.Side.of(xml.getLocalName())));
                }
            }
        } catch (XMLStreamException e) {
            found.add(new Written.Unreadable(
                    snippet.file(), line + e.getLocation().getLineNumber(), "no XML: " + e.getMessage()));
        }
        return found;
    }
}
