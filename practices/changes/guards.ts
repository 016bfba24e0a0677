import type { ChangedFile } from './score.ts';

/** [C3] What outranks the score. */
export const GUARDS = [
  'protected path',
  'migration',
  'dependencies',
  'continuous integration',
  'authentication',
  'secrets',
  'permissions',
  'protocols',
] as const;
export type Guard = (typeof GUARDS)[number];

/** A guard, with the file that set it off. */
export interface Hit {
  readonly guard: Guard;
  readonly path: string;
}

/** Names of files by which packages are declared or locked, of the usual package managers. */
const MANIFESTS = new Set(
  `package.json package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml pnpm-workspace.yaml bun.lock bun.lockb deno.json deno.lock
  gemfile gemfile.lock pyproject.toml poetry.lock uv.lock pdm.lock pipfile pipfile.lock setup.py setup.cfg environment.yml
  go.mod go.sum go.work cargo.toml cargo.lock pom.xml build.gradle build.gradle.kts settings.gradle settings.gradle.kts gradle.lockfile libs.versions.toml
  build.sbt composer.json composer.lock mix.exs mix.lock rebar.config packages.config packages.lock.json directory.packages.props
  pubspec.yaml pubspec.lock podfile podfile.lock cartfile cartfile.resolved package.swift package.resolved conanfile.txt conanfile.py vcpkg.json
  flake.nix flake.lock module.bazel module.bazel.lock stack.yaml stack.yaml.lock cpanfile deps.edn project.clj .gitmodules`.split(
    /\s+/,
  ),
);
const ALSO_MANIFEST =
  /^(?:requirements[^/]*\.txt|constraints[^/]*\.txt|[^/]+\.(?:csproj|fsproj|vbproj|gemspec|cabal|podspec|nuspec|opam))$/;
const CI =
  /^(?:\.github\/(?:workflows|actions)\/|\.(?:circleci|buildkite|forgejo|gitea|woodpecker|ci|teamcity|semaphore)\/|\.(?:gitlab-ci|travis|drone|woodpecker|appveyor|cirrus)\.ya?ml$|jenkinsfile|azure-pipelines[^/]*\.ya?ml$|bitbucket-pipelines\.ya?ml$|appveyor\.ya?ml$|cloudbuild\.ya?ml$|codefresh\.ya?ml$)/;
const MIGRATIONS = /(?:^|\/)(?:migrations?|db\/migrate|alembic\/versions|liquibase|flyway|changelogs?\/db)\//;
const SECRETS =
  /(?:^|\/)(?:\.env(?!\.(?:example|sample|template|dist)$)(?:\.[^/]*)?|\.netrc|\.npmrc|\.pypirc|\.htpasswd|id_(?:rsa|dsa|ecdsa|ed25519)|credentials(?:\.[^/]*)?|secrets?\.(?:ya?ml|json|toml|env|enc))$|\.(?:pem|key|p12|pfx|jks|keystore|kdbx|asc|gpg)$/;
const PERMISSIONS = /(?:^|\/)(?:codeowners|maintainers|owners|owners_aliases)$/;
const PROTOCOLS = /(?:^|\/)(?:\.proceed|protocols?)\/[^/]*\.(?:ya?ml|md)$|(?:^|\/)\.proceed\//;
const AUTH = new Set(
  'auth authn authz authenticate authentication authenticator authorize authorization oauth oauth2 oidc saml sso login logout signin password passwords passkey passkeys webauthn totp mfa session sessions jwt crypto cryptography encryption csrf'.split(
    ' ',
  ),
);
const MAY = new Set('permission permissions acl acls rbac iam sudoers privilege privileges entitlements'.split(' '));

/** `src/userAuth/LoginForm.tsx`: src, user, auth, login, form, tsx. */
const wordsIn = (path: string): readonly string[] =>
  path
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);

/** The first file for each guard that a change sets off. `isProtected`: of the repository's own protected paths. */
export const guardsHit = (
  files: readonly ChangedFile[],
  isProtected: (path: string) => boolean = () => false,
): readonly Hit[] => {
  const hits = new Map<Guard, string>();
  for (const file of files)
    for (const path of file.from === null ? [file.path] : [file.path, file.from])
      for (const guard of guardsOf(path, file, isProtected)) if (!hits.has(guard)) hits.set(guard, path);
  return GUARDS.flatMap((guard) => {
    const path = hits.get(guard);
    return path === undefined ? [] : [{ guard, path }];
  });
};

function* guardsOf(path: string, file: ChangedFile, isProtected: (path: string) => boolean): Generator<Guard> {
  if (isProtected(path)) yield 'protected path';
  const small = path.toLowerCase();
  const name = small.slice(small.lastIndexOf('/') + 1);
  if (MIGRATIONS.test(small)) yield 'migration';
  if (file.submodule || MANIFESTS.has(name) || ALSO_MANIFEST.test(name)) yield 'dependencies';
  if (CI.test(small)) yield 'continuous integration';
  if (SECRETS.test(small)) yield 'secrets';
  if (PERMISSIONS.test(small)) yield 'permissions';
  if (PROTOCOLS.test(small)) yield 'protocols';
  // Where somebody else's code is kept, its words say nothing about ours.
  if (file.light !== null) return;
  const words = wordsIn(path);
  if (words.some((word) => AUTH.has(word))) yield 'authentication';
  if (words.some((word) => MAY.has(word))) yield 'permissions';
}
