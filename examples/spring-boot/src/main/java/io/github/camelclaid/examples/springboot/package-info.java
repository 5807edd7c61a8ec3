/** A Spring Boot application that edits pictures: uploaded over HTTP, and dropped into a folder. */
package io.github.camelclaid.examples.springboot;
