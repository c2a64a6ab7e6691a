package io.backstop.calls;

import java.util.ArrayList;
import java.util.List;

/** Rows on their way into a statement: an array a column. */
final class Columns {

  private final List<List<Object>> columns = new ArrayList<>();

  Columns(int count) {
    for (int i = 0; i < count; i++) {
      columns.add(new ArrayList<>());
    }
  }

  void add(Object... row) {
    for (int i = 0; i < row.length; i++) {
      columns.get(i).add(row[i]);
    }
  }

  /** Puts the arrays into {@code parameters} from {@code first} on; where the next one goes. */
  int fill(Object[] parameters, int first) {
    int next = first;
    for (List<Object> column : columns) {
      boolean numbers = !column.isEmpty() && column.get(0) instanceof Long;
      parameters[next++] = numbers ? column.toArray(Long[]::new) : column.toArray(String[]::new);
    }
    return next;
  }
}
