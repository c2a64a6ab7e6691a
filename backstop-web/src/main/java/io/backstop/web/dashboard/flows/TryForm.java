package io.backstop.web.dashboard.flows;

import io.backstop.web.dashboard.Words;
import io.backstop.web.dashboard.flows.Field.Option;
import io.backstop.workshop.FlowSketch;
import io.backstop.workshop.Release;
import java.util.List;
import java.util.stream.Stream;

/** Lays out the questions about the made-up customer. */
record TryForm(Words words, Person person, FlowSketch sketch) {

  private static final int VERSIONS = 20;

  List<Field> fields(List<Release> releases) {
    return List.of(
        select(
            "version",
            Stream.concat(
                    Stream.of(new Option("", words.say("flows.draft"), person.version().isEmpty())),
                    releases.stream()
                        .limit(VERSIONS)
                        .map(r -> Integer.toString(r.number()))
                        .map(
                            n ->
                                new Option(
                                    n, words.say("flows.version", n), n.equals(person.version()))))
                .toList()),
        select(
            "reason",
            Stream.concat(
                    Stream.of(
                        new Option(
                            "", words.say("flows.try.no-answer"), person.reason().isEmpty())),
                    sketch.reasons().stream()
                        .map(
                            reason ->
                                new Option(
                                    reason.id(),
                                    Names.of(reason, words.language()),
                                    reason.id().equals(person.reason()))))
                .toList()),
        select("status", options(Person.STATUSES, "flows.status.", person.status())),
        text("price", person.price()),
        select("currency", options(Person.CURRENCIES, "flows.currency.", person.currency())),
        select("interval", options(Person.INTERVALS, "flows.interval.", person.interval())),
        text("customer", person.customer()),
        select("language", options(Texts.LANGUAGES, "flows.language.", person.language())));
  }

  private List<Option> options(List<String> values, String prefix, String chosen) {
    return values.stream()
        .map(value -> new Option(value, words.say(prefix + value), value.equals(chosen)))
        .toList();
  }

  private Field select(String name, List<Option> options) {
    return new Field("select", name, words.say("flows.try." + name), "", "", "", "", options);
  }

  private Field text(String name, String value) {
    String key = "flows.try." + name;
    return new Field(
        "text", name, words.say(key), value, words.say(key + ".hint"), "", "", List.of());
  }
}
