/** The component in Spring Boot: its options are {@code camel.component.claid.*}. */
package io.github.camelclaid.springboot;
