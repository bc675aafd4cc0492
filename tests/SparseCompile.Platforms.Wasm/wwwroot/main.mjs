// Starts the program in Node.
import { dotnet } from './_framework/dotnet.js';

await dotnet.run();
