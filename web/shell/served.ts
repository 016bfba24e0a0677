/** Addresses that the server answers itself: no screen of the app, and never answered by its worker. */
export const SERVED = /^\/(?:api|mcp|files|gallery|drawing|public|s|schemas|handbook\.git)(?:\/|$)/;
