package io.backstop.member;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The operator's rule of which group has which role in a workspace: {@code group=role}, separated
 * by semicolons, for groups may have commas in their names. {@code *} stands for everybody who is a
 * member already, and makes nobody one. What cannot be read gives nobody anything.
 */
record GroupRoles(List<Entry> entries) {

  private static final String EVERYBODY = "*";

  private record Entry(String group, Role role) {}

  static GroupRoles read(String text) {
    return new GroupRoles(
        Arrays.stream(text.split("[;\n]")).flatMap(part -> entry(part).stream()).toList());
  }

  /** A group's name may have an equals sign in it, a role has none. */
  private static Optional<Entry> entry(String text) {
    int end = text.lastIndexOf('=');
    String group = end < 0 ? "" : text.substring(0, end).strip();
    return group.isEmpty()
        ? Optional.empty()
        : Role.of(text.substring(end + 1).strip()).map(role -> new Entry(group, role));
  }

  /** The highest role that these groups have, without what everybody has. */
  Optional<Role> of(Set<String> groups) {
    return highest(groups, false);
  }

  /** The highest role that a member of these groups has. */
  Optional<Role> ofMember(Set<String> groups) {
    return highest(groups, true);
  }

  private Optional<Role> highest(Set<String> groups, boolean everybody) {
    return entries.stream()
        .filter(
            entry -> entry.group().equals(EVERYBODY) ? everybody : groups.contains(entry.group()))
        .map(Entry::role)
        .max(Comparator.naturalOrder());
  }
}
