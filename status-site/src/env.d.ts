/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    page: import('../../shared/status-page/page.ts').StatusPage;
    /** What went wrong, handed to the adapter because the answer itself only says 500. */
    error?: unknown;
  }
}
