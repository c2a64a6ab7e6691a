package io.backstop.workshop;

/**
 * A flow to begin with.
 *
 * @param id for forms and addresses, for example {@code pause-first}
 * @param titleKey the message that names it: {@code template.}<i>id</i>{@code .title}
 * @param descriptionKey the message that describes it: {@code template.}<i>id</i>{@code .text}
 * @param document JSON, English and German; prices and addresses that only the merchant knows are
 *     left to be filled in
 */
public record FlowTemplate(String id, String titleKey, String descriptionKey, String document) {}
