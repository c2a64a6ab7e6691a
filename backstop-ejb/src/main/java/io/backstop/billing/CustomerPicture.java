package io.backstop.billing;

import java.util.List;

/**
 * All that is known of one customer, read together.
 *
 * @param subscriptions those that have not ended first, and among these the latest first
 * @param openInvoices the latest first
 */
public record CustomerPicture(
    CustomerSnapshot customer, List<Standing> subscriptions, List<InvoiceSnapshot> openInvoices) {}
