using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;

namespace PerfGate.Tool.Tests.Reporting.Markdown;

/// <summary>Markdown as a browser has it in the end: rendered with every extension, then parsed as HTML.</summary>
internal static class Page
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseAdvancedExtensions()
        .UseEmojiAndSmiley(enableSmileys: false)
        .Build();

    public static IDocument Of(string markdown) => new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = false })
        .ParseDocument(Markdig.Markdown.ToHtml(markdown, Pipeline));

    /// <summary>Elements and attributes in document order; where a long name may break is no matter of shape.</summary>
    public static string Shape(this IDocument page) => string.Join('\n', page.Body!.QuerySelectorAll("*")
        .Where(element => element.LocalName != "wbr")
        .Select(element =>
            $"{Depth(element)} {element.LocalName} "
            + string.Join(' ', element.Attributes.Select(attribute => $"{attribute.Name}={attribute.Value}"))));

    private static int Depth(IElement element) => element.Ancestors().Count();
}
