package io.github.camelclaid.docs;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Finds URIs in the strings of Java, put together with + as they may be. */
final class JavaSnippets {

    /** For what is not known before the program runs. */
    private static final String UNKNOWN = "{{unknown}}";

    private JavaSnippets() {}

    static List<Written> read(Snippet snippet) {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problems, List.of("-proc:none"), null, List.of(source(snippet)));
        List<Written> found = new ArrayList<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                new Strings(snippet, unit, Trees.instance(task), found).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        problems.getDiagnostics().stream()
                .filter(problem -> problem.getKind() == Diagnostic.Kind.ERROR)
                .limit(1)
                .map(problem -> new Written.Unreadable(
                        snippet.file(), (int) problem.getLineNumber(), "no Java: " + problem.getMessage(null)))
                .forEach(found::add);
        return found;
    }

    /** With as many lines before it as in its file; statements and methods get a class around them. */
    private static JavaFileObject source(Snippet snippet) {
        String text = snippet.text();
        String before = "\n".repeat(snippet.line() - 1);
        String code;
        if (text.matches("(?s)(.*\n)?(package|import|((public|final|abstract) )*(class|record|interface|enum)) .*")) {
            code = before + text;
        } else if (text.matches("(?s)(.*\n)?((public|private|protected|static) |@(Bean|Override|Test)\\b).*")) {
            code = before + "class Snippet {" + text + "}";
        } else {
            code = before + "class Snippet {{" + text + "}}";
        }
        return new SimpleJavaFileObject(URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return code;
            }
        };
    }

    private static final class Strings extends TreePathScanner<Void, Void> {

        private final Snippet snippet;
        private final CompilationUnitTree unit;
        private final Trees trees;
        private final List<Written> found;

        Strings(Snippet snippet, CompilationUnitTree unit, Trees trees, List<Written> found) {
            this.snippet = snippet;
            this.unit = unit;
            this.trees = trees;
            this.found = found;
        }

        @Override
        public Void visitBinary(BinaryTree sum, Void none) {
            if (sum.getKind() != Tree.Kind.PLUS) {
                return super.visitBinary(sum, none);
            }
            note(sum);
            return null;
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void none) {
            note(literal);
            return null;
        }

        private void note(ExpressionTree tree) {
            String text = text(tree);
            if (Catalog.isUri(text)) {
                long at = trees.getSourcePositions().getStartPosition(unit, tree);
                int line = (int) unit.getLineMap().getLineNumber(at);
                found.add(new Written.Uri(snippet.file(), line, text, Written.Side.of(method())));
            }
        }

        private static String text(ExpressionTree tree) {
            if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
                return text(sum.getLeftOperand()) + text(sum.getRightOperand());
            }
            if (tree instanceof ParenthesizedTree inner) {
                return text(inner.getExpression());
            }
            return tree instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : UNKNOWN;
        }

        /** The name of the method whose argument it is. */
        private String method() {
            TreePath parent = getCurrentPath().getParentPath();
            if (parent.getLeaf() instanceof MethodInvocationTree call) {
                return call.getMethodSelect() instanceof MemberSelectTree member
                        ? member.getIdentifier().toString()
                        : call.getMethodSelect().toString();
            }
            return "";
        }
    }
}
