import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startServer } from './server-process.mjs'

/**
 * Keeps what is PUT below `/` as files in `files`, and writes each request as a line, `PUT /a 201`, into `requests.log`.
 *
 * @type {import('./server-process.mjs').ServerKind}
 */
const NGINX = {
  name: 'nginx',
  launch(port, folder) {
    for (const name of ['files', 'temporary']) mkdirSync(join(folder, name), { recursive: true })
    const file = join(folder, 'nginx.conf')
    writeFileSync(file, configuration(port, folder))
    return { command: ['nginx', '-p', folder, '-e', 'stderr', '-c', file] }
  },
}

export const startNginx = () => startServer(NGINX)

/** One process, so that a signal reaches all of it. */
const configuration = (port, folder) => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
events {}
http {
  log_format requests '$request_method $request_uri $status';
  access_log ${folder}/requests.log requests;
  client_body_temp_path ${folder}/temporary;
  proxy_temp_path ${folder}/temporary;
  fastcgi_temp_path ${folder}/temporary;
  uwsgi_temp_path ${folder}/temporary;
  scgi_temp_path ${folder}/temporary;
  server {
    listen 127.0.0.1:${port};
    root ${folder}/files;
    client_max_body_size 64m;
    location / {
      dav_methods PUT DELETE;
      create_full_put_path on;
    }
  }
}
`
