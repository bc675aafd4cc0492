using System.Globalization;
using Inspect;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Report.Write(Console.Out);
