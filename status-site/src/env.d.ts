/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** What the organization shows; null for the page that says that there is nothing. */
    page: import('../../shared/status-page/page.ts').StatusPage | null;
    /** What stands for the way to the root of the page; its own way where nothing is said. */
    root?: string | undefined;
    /** What went wrong, handed to the adapter because the answer itself only says 500. */
    error?: unknown;
  }
}
