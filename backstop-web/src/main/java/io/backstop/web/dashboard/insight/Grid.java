package io.backstop.web.dashboard.insight;

import java.util.List;

/**
 * A table, worded.
 *
 * @param id of its heading
 * @param about a sentence below the heading, or an empty text
 * @param nothing what stands there while there is no row
 */
public record Grid(
    String id,
    String title,
    String about,
    List<String> heads,
    List<List<Cell>> rows,
    String nothing) {}
