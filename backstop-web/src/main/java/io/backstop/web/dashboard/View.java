package io.backstop.web.dashboard;

/** What one page shows inside the frame of all pages. */
public interface View {

  /** Its template, below {@code /dashboard/}. */
  String template();

  /** The stem of its texts: {@code <stem>.title} is the heading. */
  String stem();
}
