import { defineConfig, passthroughImageService } from 'astro/config';
import { renderAdapter } from './adapter/index.ts';

export default defineConfig({
  output: 'server',
  adapter: renderAdapter(),
  trailingSlash: 'always',
  build: { inlineStylesheets: 'always' },
  // Neither sessions nor images: leaving them on pulls their code into the one file that runs.
  session: false,
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
  server: { host: '127.0.0.1' },
});
