package io.backstop.domain;

import java.util.List;
import java.util.stream.Stream;

/**
 * What DNS said of a host.
 *
 * @param answered whether each resolver did; a server's failure is no answer
 * @param proved whether every resolver has the proof
 * @param pointsHere whether every resolver leads the host to us
 * @param records what was seen, as it is shown
 */
public record Sighting(boolean answered, boolean proved, boolean pointsHere, List<String> records) {

  static final Sighting UNANSWERED = new Sighting(false, false, false, List.of());

  boolean met() {
    return answered && proved && pointsHere;
  }

  /** Both must say so; what was seen by either is shown once. */
  Sighting and(Sighting other) {
    return new Sighting(
        answered && other.answered,
        proved && other.proved,
        pointsHere && other.pointsHere,
        Stream.concat(records.stream(), other.records.stream()).distinct().toList());
  }
}
