/**
 * How a workspace's pages look: the merchant's own style sheet and his logo.
 *
 * <p>Arrives: a style sheet as somebody wrote it, a picture as somebody uploaded it. Leaves: a
 * sheet that we wrote ourselves after reading his ({@link io.backstop.brand.CustomCss}), a picture
 * that we drew ourselves ({@link io.backstop.brand.LogoDesk}). Promise: nothing is passed through;
 * a sheet loads nothing, runs nothing and reads nothing; what a customer needs in order to leave
 * and what he would pay stays where it is, readable, and can be pressed, whatever the sheet says;
 * both take linear time and bounded space, or are refused; what is invalid never breaks a page.
 */
package io.backstop.brand;
